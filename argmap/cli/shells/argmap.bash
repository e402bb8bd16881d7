# Completion of argmap for bash 4.4 or later:  eval "$(argmap completion bash)"
_argmap_completion() {
    local -a lines
    local kind cur=$2
    mapfile -t lines < <(_ARGMAP_COMPLETE=bash _ARGMAP_LINE="${COMP_LINE:0:COMP_POINT}" \
        _ARGMAP_WORD="$cur" "$1" 2>/dev/null)
    kind=${lines[0]-none}
    COMPREPLY=()
    case $kind in
        words)
            COMPREPLY=("${lines[@]:1}")
            if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *= ]]; then
                compopt -o nospace 2>/dev/null
            fi
            ;;
        maps | files | folders)
            compopt -o filenames 2>/dev/null
            if [[ $kind == maps ]]; then
                mapfile -t COMPREPLY < <(compgen -f -X '!*.argmap' -- "$cur"; compgen -d -- "$cur")
            fi
            if [[ $kind == folders ]]; then
                mapfile -t COMPREPLY < <(compgen -d -- "$cur")
            elif ((${#COMPREPLY[@]} == 0)); then
                mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            fi
            ;;
    esac
}
complete -F _argmap_completion argmap
