package io.glassline.console;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.desk.TemplateDesk;
import io.glassline.template.MessageTemplate;
import io.glassline.template.Templates.Offered;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The templates that an agent may send in a conversation, where its channel asks for them at all.
@Singleton
final class TemplateViews {

    private final TemplateDesk desk;
    private final Channels channels;

    TemplateViews(TemplateDesk desk, Channels channels) {
        this.desk = desk;
        this.channels = channels;
    }

    /// @param body with the names of the fields in their places
    /// @param obstacle why it cannot be sent now
    record TemplateView(String name, String category, String body, List<String> fields, Optional<String> obstacle) {}

    List<TemplateView> of(Conversation conversation) {
        return channels.adapter(conversation.lane().citizen().channel())
                .flatMap(ChannelAdapter::replyWindow)
                .map(_ -> desk.offered(conversation).stream()
                        .map(TemplateViews::view)
                        .toList())
                .orElse(List.of());
    }

    private static TemplateView view(Offered offered) {
        var template = offered.template();
        var named = template.fields().stream().map(field -> "[" + field + "]").toList();
        return new TemplateView(
                template.name(),
                price(template.category()),
                template.filled(offered.language(), named).text(),
                template.fields(),
                offered.obstacle());
    }

    /// The category decides what the provider charges.
    private static String price(MessageTemplate.Category category) {
        return switch (category) {
            case UTILITY -> "utility, the lower price";
            case MARKETING -> "marketing, the higher price; the provider holds some back";
            case AUTHENTICATION -> "authentication";
        };
    }
}
