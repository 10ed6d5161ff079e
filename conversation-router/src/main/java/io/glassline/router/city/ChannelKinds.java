package io.glassline.router.city;

import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.channel.PushAdapter;
import io.glassline.config.Problem;
import io.glassline.message.ChannelKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The kinds of channel that a city may have accounts on: those that are built in, and those that its own folder
/// declares.
@FunctionalInterface
public interface ChannelKinds {

    /// What is wrong with what `folder` declares is added to `problems`.
    ///
    /// @param named the kinds that accounts name: whoever only runs the city needs no others
    Known in(Path folder, Set<String> named, List<Problem> problems);

    /// Only those that are built in.
    static ChannelKinds builtIn(Map<ChannelKind, AccountForm> forms) {
        var names = forms.keySet().stream().map(ChannelKind::name).collect(Collectors.toSet());
        var known = new Known(names, forms, List.of());
        return (_, _, _) -> known;
    }

    /// @param names of all kinds, be they right or not
    /// @param forms what an account of each must say, of those that were read
    /// @param declared the channels that the folder declares, ready to use
    record Known(Set<String> names, Map<ChannelKind, AccountForm> forms, List<PushAdapter> declared) {

        public Known {
            names = Set.copyOf(names);
            forms = Map.copyOf(forms);
            declared = List.copyOf(declared);
        }
    }
}
