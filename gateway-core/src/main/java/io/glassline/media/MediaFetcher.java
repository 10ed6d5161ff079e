package io.glassline.media;

import io.glassline.channel.MediaStep;
import io.glassline.channel.WebhookCall;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/// Gets the bytes of an attachment from a provider, within limits of size, time and place.
public interface MediaFetcher {

    /// Goes the steps, once, and writes the bytes. Blocks.
    ///
    /// @param bytesMax a larger file is given up while it streams.
    /// @param call the call that brought the message, where the file stands in it.
    FetchOutcome fetch(MediaStep first, long bytesMax, OutputStream to, Supplier<Optional<WebhookCall>> call);

    sealed interface FetchOutcome {

        record Fetched() implements FetchOutcome {}

        /// The provider does not have it, or not yet.
        record Missing(String because) implements FetchOutcome {}

        /// It did not work this time.
        record Failed(String because) implements FetchOutcome {}

        record TooLarge(long bytesMax) implements FetchOutcome {}

        /// It would have led where nothing is fetched from, or the provider says that it will never give
        /// it.
        record Never(String because) implements FetchOutcome {}
    }
}
