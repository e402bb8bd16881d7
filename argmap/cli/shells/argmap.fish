# Completion of argmap for fish:  argmap completion fish > ~/.config/fish/completions/argmap.fish
function __argmap_completion
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l lines (env _ARGMAP_COMPLETE=fish $program $words (commandline -ct) 2>/dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    switch "$kind"
        case words
            printf '%s\n' $lines
        case maps
            __fish_complete_suffix .argmap
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
    end
end
complete --command argmap --no-files --arguments '(__argmap_completion)'
