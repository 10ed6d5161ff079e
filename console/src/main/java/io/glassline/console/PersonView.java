package io.glassline.console;

import java.util.List;

/// What else is known of a conversation's citizen: their other addresses, and what was said there.
///
/// @param links how it is known that they are one person's
/// @param ways the other addresses that can be written to now; none for a viewer who may not reply
/// @param accounts where an address that is to be linked may be; none for a viewer who may not link
record PersonView(List<Link> links, List<Talk> talks, List<Way> ways, List<Way> accounts) {

    /// One link. `how` is a sentence with who linked them, when and why.
    record Link(String id, ChannelTitle channel, String address, String how) {}

    /// A conversation on another of their addresses. Its words are read where the reading is put on the
    /// record.
    record Talk(String href, ChannelTitle channel, String opened, String state) {}

    /// Something to choose from a list.
    record Way(String value, String title) {}
}
