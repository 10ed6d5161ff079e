package io.glassline.offer;

import io.glassline.conversation.QueueId;
import io.glassline.message.ChannelKind;
import java.util.Map;

/// The policies of all queues, and how much a conversation on each channel asks of whoever has it.
public record QueuePolicies(Map<QueueId, QueuePolicy> queues, Map<ChannelKind, Integer> weights) {

    /// A call takes all of a person who otherwise has three conversations at once; the city may say
    /// otherwise.
    public static final Map<ChannelKind, Integer> WEIGHTS_DEFAULT = Map.of(new ChannelKind("voice"), 3);

    public static final int WEIGHT_MAX = 20;

    public QueuePolicies {
        queues = Map.copyOf(queues);
        weights = Map.copyOf(weights);
    }

    /// The queue's own; by hand for one that the city's file does not know, in which something may still
    /// wait.
    public QueuePolicy of(QueueId queue) {
        var policy = queues.get(queue);
        return policy == null ? QueuePolicy.byHand(queue) : policy;
    }

    public int weight(ChannelKind channel) {
        return weights.getOrDefault(channel, 1);
    }
}
