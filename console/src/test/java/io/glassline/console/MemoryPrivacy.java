package io.glassline.console;

import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Erasure.Stage;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.Hold;
import io.glassline.privacy.PrivacyBoard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One citizen, known by SMS and nowhere else; erasures that are asked for and get no further.
final class MemoryPrivacy implements Erasures, PrivacyBoard {

    static final Address MARIA = new Address(new ChannelKind("sms"), "+15550104477");

    final Map<Address, Hold> holds = new LinkedHashMap<>();
    final List<Progress> asked = new ArrayList<>();
    final List<Wish> wishes = new ArrayList<>();

    @Override
    public Asked ask(Address address, String because, Actor by, Instant now) {
        var hold = holds.get(address);
        if (hold != null) {
            return new Asked.Held(hold);
        }
        var id = UUID.randomUUID();
        asked.add(new Progress(id, address.channel(), Stage.ASKED, by.who(), because, now, Optional.empty()));
        return new Asked.Begun(new Erasure(
                id, address.channel(), Set.of(address.value()), "erased-1", Stage.ASKED, now, Optional.empty(), 0));
    }

    @Override
    public Set<Address> known(String address) {
        return address.equals(MARIA.value()) ? Set.of(MARIA) : Set.of();
    }

    @Override
    public Held heldOf(Address address) {
        return new Held(3, 41, 2, 1, 1, Optional.of(Instant.parse("2026-03-02T12:00:00Z")));
    }

    @Override
    public List<Hold> holds(int countMax) {
        return List.copyOf(holds.values());
    }

    @Override
    public List<Progress> erasures(int countMax) {
        return List.copyOf(asked);
    }

    @Override
    public List<Wish> corrections(int countMax) {
        return List.copyOf(wishes);
    }

    @Override
    public Optional<Hold> holdOn(Address address) {
        return Optional.ofNullable(holds.get(address));
    }

    @Override
    public Hold hold(Address address, String because, Actor by, Instant now) {
        return holds.computeIfAbsent(address, of -> new Hold(UUID.randomUUID(), of, by.who(), because, now));
    }

    @Override
    public boolean lift(Address address, String because, Actor by, Instant now) {
        return holds.remove(address) != null;
    }

    @Override
    public Optional<Erasure> find(UUID id) {
        return Optional.empty();
    }

    @Override
    public List<Erasure> due(Instant now, int countMax) {
        return List.of();
    }

    @Override
    public void later(Erasure erasure, Instant at) {}

    @Override
    public Set<Lane> lanes(Erasure erasure) {
        return Set.of();
    }

    @Override
    public boolean isUnderWay(Erasure erasure) {
        return true;
    }

    @Override
    public Erasure replace(Erasure erasure, Instant now) {
        return erasure;
    }

    @Override
    public Erasure cleanCalls(Erasure erasure) {
        return erasure;
    }

    @Override
    public List<Message.Id> withFiles(Erasure erasure) {
        return List.of();
    }

    @Override
    public Erasure filesAreGone(Erasure erasure) {
        return erasure;
    }

    @Override
    public Erasure sweep(Erasure erasure, Instant now) {
        return erasure;
    }

    @Override
    public Erasure freeDeadRows(Erasure erasure, Instant now) {
        return erasure;
    }
}
