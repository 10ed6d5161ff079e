package io.glassline.channel;

import io.glassline.message.Content;

/// A channel whose messages bring pictures, sounds and files that are fetched after the message. An
/// adapter that implements this too says how; the gateway makes the calls, guards them, and tries again.
public interface MediaChannel {

    /// The first step towards the bytes. Pure and without a call, and the same each time: what expires at
    /// the provider is asked for anew at each try.
    MediaStep fetch(Content.Media media, ChannelAccount account);
}
