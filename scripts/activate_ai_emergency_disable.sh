#!/bin/sh
# Pulls the emergency brake of the running fund: no entries, no subsystem acts, exits go on. qt brake release lets go.
exec node "$(dirname "$0")/../bin/qt.cjs" stage emergency-disable "$@"
