# Waits for the end of its standard input, which only the runtime holds open. Then it ends all
# processes that have the variable $1 in their environment, or a hard limit of their real-time
# processor time that is $2 and ten digits (unless $2 is 0), together with their descendants.
#
# Each line of the input names a value of the variable and a limit whose processes are spared; an
# empty line means that nothing has to be done.
#
# A process that a program has started before the limit was set has a flag (128 among those
# in /proc/PID/stat). Once the runtime is dead, such a process has the same parent as this script.
trap '' HUP INT QUIT TERM

# Sets parent, flags and start to those of a process.
look_at() {
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${line##*) }
  parent=$2
  flags=$7
  start=${20}
}

mark=$1
tag=$2
limit='^Max realtime timeout  *[^ ][^ ]*  *'
spared=
spared_limits=' '
look_at $$
runtime=$parent
since=$start
while IFS=' ' read -r owner number; do
  [ -n "$owner" ] || exit 0
  spared="$spared $owner"
  spared_limits="$spared_limits$number "
done

# Whether a process belongs to one of the spared owners.
is_spared() {
  for owner in $spared; do
    grep -q "$mark=$owner" "/proc/$1/environ" 2>/dev/null && return 0
  done
  [ "$tag" != 0 ] || return 1
  for number in $spared_limits; do
    grep -q "$limit$number " "/proc/$1/limits" 2>/dev/null && return 0
  done
  return 1
}

# Prints the files in /proc of all processes that have the mark.
marked() {
  grep -l "$mark=" /proc/[0-9]*/environ 2>/dev/null
  [ "$tag" = 0 ] || grep -l "$limit$tag[0-9]\{10\} " /proc/[0-9]*/limits 2>/dev/null
}

# Adds processes that have the flag but no limit to found.
find_unmarked() {
  [ "$tag" != 0 ] && [ -z "$spared" ] && look_at $$ && [ "$parent" != "$runtime" ] || return 0
  adopter=$parent
  for stat in /proc/[0-9]*/stat; do
    pid=${stat#/proc/}
    pid=${pid%/stat}
    look_at "$pid" || continue
    [ "$parent" = "$adopter" ] && [ $((flags & 128)) != 0 ] && [ $((flags & 134217728)) = 0 ] || continue
    [ "$start" -ge "$since" ] || continue
    grep -q "${limit}unlimited " "/proc/$pid/limits" 2>/dev/null || continue
    case $found in *" $pid "*) ;; *) found="$found$pid " ;; esac
  done
}

# Sets found to the pids of all processes to end, separated by blanks.
find_all() {
  found=' '
  for file in $(marked); do
    pid=${file#/proc/}
    pid=${pid%/*}
    case $found in *" $pid "*) continue ;; esac
    is_spared "$pid" || found="$found$pid "
  done
  find_unmarked
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
  # Zombies do not have to be ended.
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
  if [ "$found" = ' ' ]; then
    # The runtime may still be dying, and its children may not have been adopted yet.
    look_at $$
    [ "$parent" = "$runtime" ] || exit 0
    sleep 0.02 2>/dev/null || sleep 1
    round=$((round + 1))
    continue
  fi
  kill -STOP $found 2>/dev/null
  find_all
  kill -KILL $found 2>/dev/null
  sleep 0.02 2>/dev/null || sleep 1
  round=$((round + 1))
done
