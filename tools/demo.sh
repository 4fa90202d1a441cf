#!/bin/sh
# Three questions to the index of corpus/sample: by topic, region and platform.
# `make demo` builds the programs and that index first; BUILD names the folder.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
PATH=$(cd "$build" && pwd):$PATH

# ask WHAT ARGUMENT...: the command as it could be typed, and its answer.
ask() {
	printf '\n# %s\n$ bagui-query -i %s' "$1" "$build/demo.idx"
	shift
	printf ' %s' "$@"
	printf '\n\n'
	bagui-query -i "$build/demo.idx" "$@"
}

ask 'By topic: how did people find work?' --topic=就业培训 --limit=3 培训班
ask 'By region: what happened in Hechi?' --region=河池 --limit=3
ask 'By platform: what became of the calls to the hotlines?' --platform=热线服务平台 --limit=3 群众来电
