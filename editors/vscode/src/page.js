// The preview's page. It holds nothing of a map: pictures come by message. Knows nothing of VS Code.

const { randomBytes } = require("node:crypto");

/** A word that nobody can guess, for the page's policy. */
function nonce() {
  return randomBytes(18).toString("base64url");
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * The page: one script and one style sheet, nothing from anywhere else.
 * @param {{script: string, style: string, source: string, nonce: string}} given addresses of the script and the
 *   style sheet, where the panel's own files come from, and the policy's word
 */
function page({ script, style, source, nonce }) {
  const policy = [
    "default-src 'none'",
    `style-src ${source}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(style)}">
<title>argmap</title>
</head>
<body>
<div class="errors" role="status" hidden></div>
<div class="stage" tabindex="0"><div class="picture"></div></div>
<div class="tools" role="toolbar" aria-label="Zoom">
<button type="button" data-zoom="out" title="Smaller (-)" aria-label="Smaller">−</button>
<button type="button" data-zoom="fit" title="Fit (0)" aria-label="Fit to the window">Fit</button>
<button type="button" data-zoom="in" title="Larger (+)" aria-label="Larger">+</button>
</div>
<script nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>
`;
}

module.exports = { nonce, page };
