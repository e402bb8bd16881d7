#compdef argmap
# Completion of argmap for zsh:  source <(argmap completion zsh)
# or write it to a file _argmap in a folder of $fpath.
_argmap() {
    local -a lines described keys
    local line value
    lines=("${(@f)$(_ARGMAP_COMPLETE=zsh "${(Q)words[1]}" "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    case ${lines[1]} in
        words)
            for line in "${(@)lines[2,-1]}"; do
                value=${line%%$'\t'*}
                value=${value//\\/\\\\}
                value=${value//:/\\:}
                if [[ $value == *= ]]; then
                    keys+=("$value")
                elif [[ $line == *$'\t'* ]]; then
                    described+=("$value:${line#*$'\t'}")
                else
                    described+=("$value")
                fi
            done
            ((${#described})) && _describe -V argmap described
            ((${#keys})) && _describe -V argmap keys -S ''
            ;;
        maps) _files -g '*.argmap' ;;
        files) _files ;;
        folders) _files -/ ;;
        *) _message 'nothing to complete' ;;
    esac
}
if [[ ${funcstack[1]} == _argmap ]]; then
    _argmap "$@"
elif (($+functions[compdef])); then
    compdef _argmap argmap
fi
