package io.glassline.declared.proof;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import java.util.List;
import java.util.stream.Stream;

/// The secrets of an account that a proof may be made with: more than one while a secret is being changed.
final class Keys {

    private Keys() {}

    static List<Secret> of(ChannelAccount account, List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(account.secrets().get(name)))
                .toList();
    }
}
