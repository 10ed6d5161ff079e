package io.glassline.trial;

import io.glassline.audit.Actor;
import io.glassline.config.VersionId;
import io.glassline.version.Versions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Shadows in memory, beside the active one of `versions`.
public final class InMemoryShadows implements Shadows {

    private final Versions versions;
    private final InstantSource clock;
    private final List<Shadow> all = new ArrayList<>();
    private final Map<String, Map<String, ShadowFindings>> found = new LinkedHashMap<>();

    public InMemoryShadows(Versions versions, InstantSource clock) {
        this.versions = versions;
        this.clock = clock;
    }

    @Override
    public synchronized Outcome begin(VersionId draft, Share share, Duration within, Actor by) {
        if (within.isNegative() || within.isZero() || within.compareTo(LONGEST) > 0) {
            return new Outcome.Refused("A shadow runs for up to 7 days.");
        }
        var runs = running();
        if (runs.isPresent()) {
            return new Outcome.Refused("The shadow of %s runs already, begun by %s. End it first."
                    .formatted(runs.get().draft(), runs.get().begunBy()));
        }
        var active = versions.active();
        if (active.isEmpty()) {
            return new Outcome.Refused("There is no active version that it could be beside.");
        }
        if (active.get().equals(draft)) {
            return new Outcome.Refused(draft + " is the active version itself.");
        }
        if (versions.find(draft).isEmpty()) {
            return new Outcome.Refused("There is no version " + draft + ".");
        }
        var now = clock.instant();
        all.add(new Shadow(
                new UUID(0, all.size() + 1L).toString(),
                draft,
                active.get(),
                share,
                by.onBehalfOf().orElse(by.who()),
                now,
                now.plus(within),
                Optional.empty(),
                ShadowFindings.NONE));
        return new Outcome.Done(all.getLast());
    }

    @Override
    public synchronized Outcome end(Actor by) {
        return running()
                .<Outcome>map(_ -> new Outcome.Done(end(by.onBehalfOf().orElse(by.who()), "Ended by hand.")))
                .orElseGet(() -> new Outcome.Refused("No shadow runs."));
    }

    private Shadow end(String by, String because) {
        var last = all.removeLast();
        all.add(new Shadow(
                last.id(),
                last.draft(),
                last.beside(),
                last.share(),
                last.begunBy(),
                last.begunAt(),
                last.endsAt(),
                Optional.of(new Shadow.End(clock.instant(), by, because)),
                last.found()));
        return all.getLast();
    }

    @Override
    public synchronized Optional<Shadow> latest() {
        running();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast()
                        .with(found.getOrDefault(all.getLast().id(), Map.of()).values().stream()
                                .reduce(ShadowFindings.NONE, ShadowFindings::plus)));
    }

    @Override
    public synchronized Optional<Shadow> running() {
        if (all.isEmpty() || !all.getLast().runs()) {
            return Optional.empty();
        }
        var shadow = all.getLast();
        var active = versions.active().orElseThrow();
        if (!active.equals(shadow.beside())) {
            end(
                    "gateway",
                    active.equals(shadow.draft())
                            ? "The draft became the active version."
                            : "Version " + active + " became active.");
        } else if (!shadow.endsAt().isAfter(clock.instant())) {
            end("gateway", "Its time was over.");
        }
        return Optional.of(all.getLast()).filter(Shadow::runs);
    }

    @Override
    public synchronized void keep(String shadow, String writer, ShadowFindings findings) {
        if (all.stream().anyMatch(one -> one.id().equals(shadow))) {
            found.computeIfAbsent(shadow, _ -> new LinkedHashMap<>()).put(writer, findings);
        }
    }
}
