# The phase is the first word that is one, and no option's value.
golem_phase= golem_values=0
for golem_word; do
  if [ "$golem_values" != 0 ]; then
    golem_values=$((golem_values - 1))
    continue
  fi
  case $golem_word in
@options@
    deploy | start | run | offer-template | test) golem_phase=$golem_word ;;
    -h | --help | help | -V | --version) golem_phase=information ;;
  esac
  [ -z "$golem_phase" ] || break
done
