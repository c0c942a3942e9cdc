#!/usr/bin/env bash
# interrupted.sh MKBOOK FOLDER: killed builds, a full disk and a read-only place leave the previous book as it
# was and no litter, with the promised exit status.
set -u
mkbook=$1 folder=$2
# The cleaning up is a shell's of its own: a trap here would be run, now and then, by a build that is killed
# before it is more than a copy of this shell.
if [ -z "${scratch:-}" ]; then
    scratch=$(mktemp -d)
    export scratch
    "$0" "$@"
    status=$?
    mountpoint -q "$scratch/disk" && umount "$scratch/disk"
    rm -rf "$scratch"
    exit $status
fi
failed=0
complain() { echo "FAILED: $1"; failed=1; }

whole() { # a book is whole when its reader says so
    case $1 in
    *.pdf) qpdf --check "$1" >/dev/null 2>&1 ;;
    *) unzip -tq "$1" >/dev/null 2>&1 ;;
    esac
}

for format in epub pdf; do
    book=$scratch/book.$format
    "$mkbook" $format -C "$folder" -o "$book" -q || { complain "$format: the first build"; continue; }
    whole "$book" || complain "$format: not valid"
    before=$(sha256sum <"$book")
    for signal in KILL TERM INT; do
        for delay in 0.01 0.03 0.06 0.1 0.15 0.2 0.3 0.4; do
            "$mkbook" $format -C "$folder" -o "$book" -q --no-cache 2>/dev/null &
            pid=$!
            sleep $delay
            kill -$signal $pid 2>/dev/null
            wait $pid 2>/dev/null
            [ "$(sha256sum <"$book")" = "$before" ] || complain "$format: changed by SIG$signal after $delay s"
            if [ $signal != KILL ] && [ -n "$(find "$scratch" -name '.book*')" ]; then
                complain "$format: litter after SIG$signal"
            fi
            rm -f "$scratch"/.book*
        done
    done

    if [ -e /dev/full ]; then
        "$mkbook" $format -C "$folder" -o - -q >/dev/full 2>/dev/null
        [ $? = 3 ] || complain "$format: /dev/full gives another exit status than 3"
    fi
    "$mkbook" $format -C "$folder" -o "$scratch" -q 2>/dev/null
    [ $? = 3 ] || complain "$format: a folder as output gives another exit status than 3"
done

mkdir "$scratch/disk"
if mount -t tmpfs -o size=16k tmpfs "$scratch/disk" 2>/dev/null; then
    for format in epub pdf; do
        echo old >"$scratch/disk/book.$format"
        "$mkbook" $format -C "$folder" -o "$scratch/disk/book.$format" -q 2>/dev/null
        [ $? = 3 ] || complain "$format: a full disk gives another exit status than 3"
        [ "$(cat "$scratch/disk/book.$format")" = old ] || complain "$format: a full disk harmed the old book"
        [ -z "$(find "$scratch/disk" -name '.*' -type f)" ] || complain "$format: litter on the full disk"
    done
else
    echo "a full disk was not tried: mounting needs root"
fi
exit $failed
