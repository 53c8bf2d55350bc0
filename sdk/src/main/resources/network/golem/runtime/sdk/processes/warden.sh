# Waits for the end of its standard input, which only the runtime holds open, and then ends all
# processes that have the variable $1 in their environment, and what descends from them.
#
# A line that comes before names a value of the variable whose processes are spared; an empty line
# says that there is nothing to be done.
trap '' HUP INT QUIT TERM
mark=$1
spared=
while IFS= read -r owner; do
  [ -n "$owner" ] || exit 0
  spared="$spared $owner"
done

is_spared() {
  for owner in $spared; do
    grep -q "$mark=$owner" "/proc/$1/environ" 2>/dev/null && return 0
  done
  return 1
}

# Sets found to the numbers of all that is to be ended, between blanks.
find_all() {
  found=' '
  for environ in $(grep -l "$mark=" /proc/[0-9]*/environ 2>/dev/null); do
    pid=${environ#/proc/}
    pid=${pid%/environ}
    is_spared "$pid" || found="$found$pid "
  done
  grown=yes
  while [ "$grown" = yes ] && [ "$found" != ' ' ]; do
    grown=no
    for stat in /proc/[0-9]*/stat; do
      { IFS= read -r line <"$stat"; } 2>/dev/null || continue
      pid=${line%% *}
      rest=${line##*) }
      parent=${rest#* }
      parent=${parent%% *}
      case $found in *" $pid "*) continue ;; esac
      case $found in *" $parent "*) found="$found$pid " grown=yes ;; esac
    done
  done
  # The dead that nobody has waited for are not to be ended any more.
  living=' '
  for pid in $found; do
    { IFS= read -r line <"/proc/$pid/stat"; } 2>/dev/null || continue
    case ${line##*) } in Z* | X*) ;; *) living="$living$pid " ;; esac
  done
  found=$living
}

round=0
while [ $round -lt 100 ]; do
  find_all
  [ "$found" != ' ' ] || exit 0
  kill -STOP $found 2>/dev/null
  find_all
  kill -KILL $found 2>/dev/null
  sleep 0.02 2>/dev/null || sleep 1
  round=$((round + 1))
done
