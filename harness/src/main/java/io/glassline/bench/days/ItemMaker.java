package io.glassline.bench.days;

import io.glassline.bench.days.Item.Draft;
import java.util.List;
import java.util.stream.Stream;

/// Makes items of one kind: one, or several that belong together, such as STOP and the question after it.
///
/// A channel's makers stand in one file with a list `ALL`; a new kind is a line there.
///
/// @param weight how many of these come for one of weight 1
record ItemMaker(String name, int weight, Making making) {

    interface Making {
        List<Draft> drafts(Chance chance);
    }

    /// Of all channels.
    static List<ItemMaker> all() {
        return Stream.of(SmsItems.ALL, WhatsAppItems.ALL, TelegramItems.ALL, MailItems.ALL, PhoneItems.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
