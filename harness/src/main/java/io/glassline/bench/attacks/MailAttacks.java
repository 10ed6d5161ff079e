package io.glassline.bench.attacks;

import java.util.List;
import java.util.stream.Stream;

/// Every kind of hostile mail. A new kind is a line in one of these lists.
final class MailAttacks {

    static final List<MailAttack> ALL = Stream.of(
                    MailNestingAttacks.ALL, MailHeaderAttacks.ALL, MailTextAttacks.ALL, MailPartAttacks.ALL)
            .flatMap(List::stream)
            .toList();

    private MailAttacks() {}
}
