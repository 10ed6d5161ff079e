package io.glassline.channel;

import io.glassline.template.ProviderTemplate;
import java.io.IOException;
import java.util.List;

/// A channel whose provider takes only texts that it has approved, where the citizen has not written lately. An
/// adapter that implements this too is asked from time to time, by one node, how they stand.
public interface TemplateChannel {

    /// Whether the account is set up so that it can be asked.
    boolean listsTemplates(ChannelAccount account);

    /// All templates that the provider has for this account. Blocks.
    ///
    /// @throws IOException when the provider cannot be asked, or did not answer all of it.
    List<ProviderTemplate> templates(ChannelAccount account) throws IOException;
}
