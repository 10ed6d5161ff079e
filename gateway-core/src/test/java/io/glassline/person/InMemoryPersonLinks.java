package io.glassline.person;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.PersonEvent;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Links in two lists.
public final class InMemoryPersonLinks implements PersonLinks {

    private final List<PersonLink> links = new ArrayList<>();
    private final List<LinkCode> codes = new ArrayList<>();
    private final Map<UUID, Integer> tries = new HashMap<>();
    private final Map<Message.Id, Answer> answers = new HashMap<>();
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;

    public InMemoryPersonLinks(AuditEntries audit, Consumer<AuditEntry> record) {
        this.audit = audit;
        this.record = record;
    }

    /// The codes that were kept, the earliest first.
    public synchronized List<LinkCode> codes() {
        return List.copyOf(codes);
    }

    @Override
    public synchronized List<PersonLink> of(Lane lane) {
        var person = new HashSet<>(List.of(lane));
        while (links.stream()
                .filter(link -> person.contains(link.lane()) || person.contains(link.other()))
                .map(link -> person.addAll(List.of(link.lane(), link.other())))
                .reduce(false, Boolean::logicalOr)) {
            // another step
        }
        return links.stream().filter(link -> person.contains(link.lane())).toList();
    }

    @Override
    public synchronized boolean link(PersonLink link, Actor by) {
        var addresses = new HashSet<>(others(link.lane()));
        if (addresses.contains(link.other())) {
            return false;
        }
        addresses.addAll(others(link.other()));
        if (addresses.size() + 2 > ADDRESSES_MAX) {
            return false;
        }
        links.add(link);
        record.accept(audit.of(
                new PersonEvent(true, link.lane(), link.other(), link.how().word(), link.because(), by, link.at())));
        return true;
    }

    @Override
    public synchronized Optional<PersonLink> unlink(UUID id, Lane lane, String because, Actor by, Instant at) {
        var link = of(lane).stream().filter(known -> known.id().equals(id)).findFirst();
        link.ifPresent(known -> {
            links.remove(known);
            record.accept(audit.of(new PersonEvent(
                    false, known.lane(), known.other(), known.how().word(), because, by, at)));
        });
        return link;
    }

    @Override
    public synchronized Optional<Kept> keep(LinkCode code) {
        var kept = codes.stream().filter(known -> known.id().equals(code.id())).findFirst();
        if (kept.isPresent()) {
            return kept.map(known -> new Kept(known, false));
        }
        var lately = codes.stream()
                .filter(known -> known.at().isAfter(code.at().minus(LinkCode.PER)))
                .toList();
        if (lately.stream().filter(known -> known.lane().equals(code.lane())).count() >= LinkCode.CODES_MAX
                || lately.stream()
                                .filter(known -> known.other().equals(code.other()))
                                .count()
                        >= LinkCode.CODES_MAX) {
            return Optional.empty();
        }
        codes.stream()
                .filter(known -> known.lane().equals(code.lane()))
                .forEach(known -> tries.put(known.id(), REPLACED));
        codes.add(code);
        return Optional.of(new Kept(code, true));
    }

    private static final int REPLACED = 1_000;

    @Override
    public synchronized Answer redeem(Lane lane, String code, Message.Id message, Instant now) {
        var known = answers.get(message);
        if (known != null) {
            return known;
        }
        var waited = codes.reversed().stream()
                .filter(kept -> kept.lane().equals(lane) || kept.other().equals(lane))
                .filter(kept -> kept.at().isAfter(now.minus(LinkCode.REMEMBERED)))
                .filter(kept -> tries.getOrDefault(kept.id(), 0) < REPLACED)
                .findFirst();
        if (waited.isEmpty()) {
            return new Answer.NoCode();
        }
        var kept = waited.get();
        var count = tries.getOrDefault(kept.id(), 0);
        var answer = count >= LinkCode.TRIES_MAX || kept.isLate(now)
                ? new Answer.Over()
                : kept.code().equals(code)
                        ? new Answer.Linked()
                        : count + 1 == LinkCode.TRIES_MAX
                                ? new Answer.Over()
                                : new Answer.Wrong(LinkCode.TRIES_MAX - count - 1);
        answers.put(message, answer);
        tries.put(kept.id(), answer instanceof Answer.Linked ? REPLACED : count + 1);
        if (answer instanceof Answer.Linked) {
            link(
                    new PersonLink(
                            kept.id(), kept.lane(), kept.other(), PersonLink.How.CODE, kept.by(), kept.because(), now),
                    kept.by().equals(PersonLink.CITIZEN) ? Actor.GATEWAY : Actor.atConsole(kept.by()));
        }
        return answer;
    }
}
