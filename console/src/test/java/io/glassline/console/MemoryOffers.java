package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Stage;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Floor;
import io.glassline.offer.Offers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Offers of the conversations of a desk in memory.
final class MemoryOffers implements Offers {

    private final MemoryDesk desk;
    private final List<Floor.Offer> standing = new ArrayList<>();

    /// How offers ended, in that order.
    final List<End> ends = new ArrayList<>();

    MemoryOffers(MemoryDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<Floor.Waiter> waiting(int countMax) {
        return desk.all().stream()
                .flatMap(conversation -> conversation.stage() instanceof Stage.Waiting waiting
                        ? Stream.of(waiter(conversation, waiting))
                        : Stream.<Floor.Waiter>empty())
                .sorted(Comparator.comparing(Floor.Waiter::priority).thenComparing(Floor.Waiter::since))
                .limit(countMax)
                .toList();
    }

    private static Floor.Waiter waiter(Conversation conversation, Stage.Waiting waiting) {
        return new Floor.Waiter(
                conversation.id(),
                conversation.version(),
                waiting.queue(),
                waiting.priority(),
                waiting.since(),
                conversation.language(),
                conversation.lane().citizen().channel(),
                Set.of(),
                0,
                false,
                Map.of());
    }

    @Override
    public Map<String, Load> loads(Instant now) {
        var has = new HashMap<String, Map<ChannelKind, Integer>>();
        var given = new HashMap<String, Instant>();
        for (var conversation : desk.all()) {
            if (conversation.stage() instanceof Stage.WithAgent stage) {
                has.computeIfAbsent(stage.agentId(), _ -> new HashMap<>())
                        .merge(conversation.lane().citizen().channel(), 1, Integer::sum);
                given.put(stage.agentId(), stage.since());
            }
        }
        var loads = new HashMap<String, Load>();
        has.forEach((agent, channels) -> loads.put(agent, new Load(channels, Optional.ofNullable(given.get(agent)))));
        return loads;
    }

    @Override
    public synchronized List<Floor.Offer> standing() {
        return List.copyOf(standing);
    }

    @Override
    public synchronized Optional<Held> to(String agentId) {
        return standing.stream()
                .filter(offer -> offer.agentId().equals(agentId))
                .findFirst()
                .flatMap(offer -> desk.find(offer.conversation())
                        .filter(conversation -> conversation.stage() instanceof Stage.Waiting)
                        .map(conversation -> new Held(offer, conversation)));
    }

    @Override
    public synchronized boolean make(Conversation.Id conversation, String agentId, Instant until, Instant now) {
        if (standing.stream()
                .anyMatch(offer -> offer.conversation().equals(conversation)
                        || offer.agentId().equals(agentId))) {
            return false;
        }
        return standing.add(new Floor.Offer(conversation, agentId, until));
    }

    @Override
    public synchronized boolean end(Conversation.Id conversation, String agentId, End how, Instant now) {
        var ended = standing.removeIf(offer ->
                offer.conversation().equals(conversation) && offer.agentId().equals(agentId));
        if (ended) {
            ends.add(how);
        }
        return ended;
    }

    @Override
    public List<QueueStep> steps(Conversation.Id conversation) {
        return List.copyOf(desk.steps.getOrDefault(conversation, List.of()));
    }
}
