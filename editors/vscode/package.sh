#!/usr/bin/env bash
# Makes argmap.vsix beside this script; needs Node 20 or later and npm.
set -euo pipefail
cd "$(dirname "$0")"
[[ -d node_modules ]] || npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
# vsce looks for the licence beside package.json
cp ../../LICENSE LICENSE.txt
npm run --silent package
