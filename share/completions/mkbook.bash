# bash completion for mkbook
_mkbook() {
    local cur prev words cword
    _init_completion 2>/dev/null || {
        cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    }
    case $prev in
    -o | --output | --book | --from)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
        ;;
    -C | --directory)
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        return
        ;;
    --diagnostics)
        mapfile -t COMPREPLY < <(compgen -W "text json sarif github" -- "$cur")
        return
        ;;
    --color | --progress)
        mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur")
        return
        ;;
    --lang)
        mapfile -t COMPREPLY < <(compgen -W "all en zh en+zh zh+en" -- "$cur")
        return
        ;;
    esac
    if [[ $cur == -* ]]; then
        local options="--lang --output -o -C --directory --book -j --jobs -q --quiet -v --verbose --strict
            --no-cache --diagnostics --color --progress --version --help"
        [[ " ${COMP_WORDS[*]} " == *" status "* ]] && options+=" --json"
        [[ " ${COMP_WORDS[*]} " == *" dump "* ]] &&
            options+=" --tree --style --lines --frames --tags --xhtml"
        [[ " ${COMP_WORDS[*]} " == *" init "* ]] && options+=" --from --dry-run --force"
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
    elif [[ " ${COMP_WORDS[*]} " == *" dump "* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -X '!*.md' -- "$cur")
    elif [[ " ${COMP_WORDS[*]} " == *" init "* ]]; then
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
    else
        mapfile -t COMPREPLY < <(compgen -W "epub pdf build check init status dump" -- "$cur")
    fi
}
complete -F _mkbook mkbook
