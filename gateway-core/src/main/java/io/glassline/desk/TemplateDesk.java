package io.glassline.desk;

import io.glassline.conversation.Conversation;
import io.glassline.store.ConversationStore;
import io.glassline.template.Templates;
import io.glassline.template.Templates.Offered;
import java.util.List;

/// What an agent sends where the provider takes no free text any more: a template, filled in. It goes by the desk as
/// every reply does.
public final class TemplateDesk {

    private final ConversationStore store;
    private final Templates templates;
    private final Desk desk;

    public TemplateDesk(ConversationStore store, Templates templates, Desk desk) {
        this.store = store;
        this.templates = templates;
        this.desk = desk;
    }

    /// Those of the conversation's account, in its language, those that can be sent first.
    public List<Offered> offered(Conversation conversation) {
        return templates.of(conversation.lane().accountId(), conversation.language());
    }

    /// @param values one for each field of the template, in their order
    public Desk.Outcome send(Conversation.Id id, String name, List<String> values, Agent agent) {
        var conversation = store.find(id);
        if (conversation.isEmpty()) {
            return new Desk.Outcome.NoSuchConversation();
        }
        var found = templates.find(
                name, conversation.get().lane().accountId(), conversation.get().language());
        if (found.isEmpty()) {
            return new Desk.Outcome.Refused("There is no template named “" + name + "” for this account.");
        }
        var offered = found.get();
        return offered.obstacle()
                .or(() -> offered.template().mistake(offered.language(), values))
                .<Desk.Outcome>map(Desk.Outcome.Refused::new)
                .orElseGet(() -> desk.send(id, offered.template().filled(offered.language(), values), agent));
    }
}
