#!/bin/sh
# Prints how the code hangs together: package circles, what the wiring knows, how many files one addition touches, lines
# by module, and the size of what runs in production. Run it in any checkout, of any age: docs/structure.sh [DIR]
set -eu
cd "${1:-$(dirname "$0")/..}"

sources() { find . -path "*/src/main/*" -name "*.java" -not -path "*/target/*"; }

# Files of the product (or, with an argument, of a folder) whose code names the word, beside those in the folder $2.
naming() { sources | grep -E "^\./($3)/" | grep -vi "/$2/" | xargs grep -liE "$1" 2>/dev/null || true; }

count() { grep -c . || true; }

printf '%s\n' "Package circles (packages that reach themselves; test code left out)"
sources | while read -r file; do
    package=$(sed -n 's/^package \(.*\);/\1/p' "$file" | head -n 1)
    sed -n 's/^import \(static \)\{0,1\}\(io\.glassline[a-z0-9.]*\)\.[A-Z].*/\2/p' "$file" | sed "s/^/$package /"
done | awk '$1 != $2' | sort -u >"${TMPDIR:-/tmp}/glassline-packages.$$"
awk '
    { to[$1] = to[$1] " " $2; all[$1]; all[$2] }
    function reach(from, goal, seen,    i, n, next_) {
        n = split(to[from], next_, " ")
        for (i = 1; i <= n; i++) {
            if (next_[i] == goal) return 1
            if (!(next_[i] in seen)) { seen[next_[i]]; if (reach(next_[i], goal, seen)) return 1 }
        }
        return 0
    }
    END { for (p in all) { delete seen; if (reach(p, p, seen)) { print "  " p; found++ } } print "  " found + 0 " packages" }
' "${TMPDIR:-/tmp}/glassline-packages.$$" | sort
rm -f "${TMPDIR:-/tmp}/glassline-packages.$$"

printf '\n%s\n' "Types of ours that one class of the wiring knows (the five that know most)"
find app demo -path "*/src/main/*" -name "*.java" 2>/dev/null | xargs grep -c "^import io.glassline" | sort -t: -k2 -rn |
    head -n 5 | awk -F: '{ printf "  %3d %s\n", $2, $1 }'

product="app|channel-adapters|console|conversation-router|declared-channels|gateway-core|storage|transparency-log"
printf '\n%s\n' "Files that name one addition, beside its own folder"
printf '  %3d product, a channel (telegram)\n' "$(naming telegram telegram "$product" | count)"
printf '  %3d stand-ins and demo, a channel (telegram)\n' "$(naming telegram telegram "simulator|demo" | count)"
printf '  %3d a kind of audit entry (desk.transferred)\n' "$(naming 'desk\.transferred|DESK_TRANSFERRED' - "$product" | count)"
printf '  %3d a column (conversation.last_activity_at)\n' "$(naming last_activity_at - "storage" | count)"
# A step is a class: the files that name it, the class's own and the list of steps among them. Before there were classes
# of steps, what a step did stood where its word stood.
steps=$(sources | grep "/router/step/" | xargs grep -l " implements RoutingStep " 2>/dev/null || true)
if [ -n "$steps" ]; then
    for step in $steps; do
        sources | grep "^./conversation-router/" | xargs grep -lw "$(basename "$step" .java)" | count
    done | sort -n | awk '{ all[NR] = $1 }
        END { printf "  %3d a step of the router (of %d steps; at most %d)\n", all[int((NR + 1) / 2)], NR, all[NR] }'
else
    printf '  %3d a step of the router (emergencies)\n' \
        "$(naming 'emergency|emergencies' - "conversation-router" | count)"
fi

printf '\n%s\n' "Lines of Java: main, test"
for module in */pom.xml; do
    module=$(dirname "$module")
    printf '  %-22s %6d %6d\n' "$module" \
        "$(find "$module" -path "*/src/main/*" -name "*.java" -not -path "*/target/*" -exec cat {} + | wc -l)" \
        "$(find "$module" -path "*/src/test/*" -name "*.java" -not -path "*/target/*" -exec cat {} + | wc -l)"
done

printf '\n%s\n' "What runs in production"
if [ -d app/target/lib ]; then
    printf '  %s MB in %s jars (app/target/lib)\n' "$(du -sm app/target/lib | cut -f 1)" \
        "$(find app/target/lib -name "*.jar" | wc -l)"
else
    printf '  not built\n'
fi
