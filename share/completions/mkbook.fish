# fish completion for mkbook
complete -c mkbook -f
complete -c mkbook -n __fish_use_subcommand -a epub -d 'make the EPUB'
complete -c mkbook -n __fish_use_subcommand -a pdf -d 'make the PDF'
complete -c mkbook -n __fish_use_subcommand -a build -d 'make every output of every language'
complete -c mkbook -n __fish_use_subcommand -a check -d 'report every problem, write nothing'
complete -c mkbook -n __fish_use_subcommand -a init -d 'write a book.toml'
complete -c mkbook -n __fish_use_subcommand -a status -d 'show what is there in each language'
complete -c mkbook -n __fish_use_subcommand -a dump -d 'show a stop on the way as text'
complete -c mkbook -l lang -x -a 'all en zh en+zh zh+en' -d 'language of the edition'
complete -c mkbook -s o -l output -r -F -d 'where to write'
complete -c mkbook -s C -l directory -x -a '(__fish_complete_directories)' -d 'work in a folder'
complete -c mkbook -l book -r -F -d 'the manifest'
complete -c mkbook -s j -l jobs -x -d 'threads'
complete -c mkbook -s q -l quiet -d 'no notes, no summary'
complete -c mkbook -s v -l verbose -d 'more detail'
complete -c mkbook -l strict -d 'warnings fail the run'
complete -c mkbook -n '__fish_seen_subcommand_from status' -l json -d 'for programs'
complete -c mkbook -l no-cache -d 'do not use the cache'
complete -c mkbook -l diagnostics -x -a 'text json sarif github'
complete -c mkbook -l color -x -a 'auto always never'
complete -c mkbook -l progress -x -a 'auto always never'
complete -c mkbook -l version -d 'print the version'
complete -c mkbook -s h -l help -d 'print help'
complete -c mkbook -n '__fish_seen_subcommand_from init' -l from -r -F -d 'the list of chapters'
complete -c mkbook -n '__fish_seen_subcommand_from init' -l dry-run -d 'print book.toml'
complete -c mkbook -n '__fish_seen_subcommand_from init' -l force -d 'replace book.toml'
complete -c mkbook -n '__fish_seen_subcommand_from init' -x -a '(__fish_complete_directories)'
for stop in tree style lines frames tags xhtml
    complete -c mkbook -n '__fish_seen_subcommand_from dump' -l $stop
end
complete -c mkbook -n '__fish_seen_subcommand_from dump' -F
