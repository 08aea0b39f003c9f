#!/bin/sh
# Asks the running fund for stage COORDINATION. Same options as qt stage: --operator, --reason, --url.
exec node "$(dirname "$0")/../bin/qt.cjs" stage coordination "$@"
