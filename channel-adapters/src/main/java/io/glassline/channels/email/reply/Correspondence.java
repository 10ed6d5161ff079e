package io.glassline.channels.email.reply;

import java.util.Locale;
import java.util.Optional;

/// Who writes to whom, as far as it tells whose words a mail quotes.
///
/// @param us our address.
/// @param ourName the name beside it in what we send.
/// @param citizen the writer's address.
/// @param answers whether the mail says that it answers another: by its headers or its subject.
/// @param answersUs whether it names a mail that we have signed.
/// @param forwards whether its subject says that it passes another mail on.
public record Correspondence(
        String us, Optional<String> ourName, String citizen, boolean answers, boolean answersUs, boolean forwards) {

    public Correspondence {
        us = us.toLowerCase(Locale.ROOT);
        citizen = citizen.toLowerCase(Locale.ROOT);
        ourName = ourName.map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> name.length() >= 3);
    }

    boolean namesUs(String line) {
        var lower = line.toLowerCase(Locale.ROOT);
        return lower.contains(us) || ourName.filter(lower::contains).isPresent();
    }

    /// Our address as programs write it beside a name: `<…>`, `(…)`, `[mailto:…]`. People write it bare.
    boolean namesUsInBrackets(String line) {
        var lower = line.toLowerCase(Locale.ROOT);
        var at = lower.indexOf(us);
        if (at < 0) {
            return false;
        }
        var before = lower.substring(0, at).stripTrailing();
        before = before.endsWith("mailto:")
                ? before.substring(0, before.length() - 7).stripTrailing()
                : before;
        return !before.isEmpty() && "<([".indexOf(before.charAt(before.length() - 1)) >= 0;
    }
}
