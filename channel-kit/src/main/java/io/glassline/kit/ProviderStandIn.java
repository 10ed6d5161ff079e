package io.glassline.kit;

import io.glassline.channel.ChannelAccount;
import java.io.IOException;
import java.util.Set;

/// Plays the provider for what is sent: takes each send, counts it, and answers as it was told to. Nobody answers
/// any more once it is closed.
public interface ProviderStandIn extends AutoCloseable {

    /// The sample's account, with the way to this stand-in.
    ChannelAccount account();

    /// The answers that this provider has.
    Set<ProviderAnswer> answers();

    /// Answers so from now on.
    void answer(ProviderAnswer answer);

    /// How many sends have come, whole.
    int sends();

    /// How many bytes it has answered.
    long bytesAnswered();

    @Override
    void close() throws IOException;
}
