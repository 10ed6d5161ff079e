package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// One conversation: what was said, why it went where it went, and what can be done with it now.
///
/// `typed` is what was not sent and is not to be lost. `bounced` is when nobody was found to have
/// the address. `once` makes sure that a form sent twice counts once. `seen` is the stage the page
/// was rendered for, `queueName` the queue it is in by its name, and `priorities` are empty where
/// nobody may set one; `moved` says what happened when it is no longer that. `texts` are there for
/// whoever may reply, and `drafts` is whether a model drafts replies. `snoozed` says until when its agent put it off.
record ConversationPage(
        PageFrame frame,
        Optional<Notice> notice,
        String href,
        ChannelTitle channel,
        String address,
        boolean addressIsWhole,
        String account,
        String language,
        String languageTitle,
        String state,
        String stateTitle,
        Optional<String> queue,
        String queueName,
        List<DeskPage.Option> priorities,
        String since,
        String sinceFull,
        String opened,
        String number,
        int messages,
        Optional<Call> call,
        boolean emergency,
        boolean urgent,
        boolean mine,
        boolean canTake,
        Optional<String> withOther,
        List<Entry> entries,
        Typed typed,
        int replyMaxChars,
        int partMaxChars,
        Optional<String> bounced,
        Optional<Window> window,
        List<TemplateViews.TemplateView> templates,
        String once,
        String seen,
        Optional<String> moved,
        List<ClosingOutcome> outcomes,
        List<DeskPage.Option> queues,
        List<DeskPage.Option> colleagues,
        int noteMaxChars,
        boolean canAssign,
        List<DeskPage.Option> snoozeTimes,
        Optional<String> snoozed,
        Optional<OptOut> optOut,
        Optional<Neighbour> earlier,
        Optional<Neighbour> later,
        PersonView person,
        Optional<ReadyTextsView> texts,
        boolean drafts,
        List<RequestView> requests,
        PresenceView presence) {

    /// Words that were typed: a reply, and a note for colleagues.
    ///
    /// @param drafted what the agent must know of a reply that a model drafted; empty for their own
    record Typed(String reply, String note, Optional<String> drafted) {

        static final Typed NOTHING = new Typed("", "");

        Typed(String reply, String note) {
            this(reply, note, Optional.empty());
        }
    }

    /// Another conversation of the same citizen: where it is, and when it began.
    record Neighbour(String href, String opened) {}

    /// Whether a reply would be sent.
    boolean mayReply() {
        return optOut.filter(OptOut::all).isEmpty();
    }

    /// What an agent must know before they write to someone who said STOP. `all` is whether nothing at all may be
    /// sent, or only nothing in bulk.
    record OptOut(boolean all, String why, String since, String lawful) {}

    /// How long the channel takes a reply after the citizen's last words, where it does not always. `words` say until
    /// when, or that it takes none any more.
    record Window(boolean open, String words) {}

    boolean hasUsableTemplate() {
        return templates.stream().anyMatch(template -> template.obstacle().isEmpty());
    }

    boolean isWindowClosed() {
        return window.filter(w -> !w.open()).isPresent();
    }

    /// A phone call. `words` say whether anyone is on the line.
    record Call(boolean onTheLine, String words) {}

    boolean isHungUp() {
        return call.filter(c -> !c.onTheLine()).isPresent();
    }

    /// When the page is looked at again: after each change, and every few seconds where something happens that is no
    /// entry on the record: a caller hangs up, a picture has been fetched.
    String lookedAtAgain() {
        return call.filter(Call::onTheLine).isPresent() || awaitsAttachments() ? "sse:desk, every 5s" : "sse:desk";
    }

    private boolean awaitsAttachments() {
        return entries.stream()
                .anyMatch(entry -> entry instanceof Said said
                        && said.attachment().filter(AttachmentView::underWay).isPresent());
    }

    /// What one sees going down the thread.
    sealed interface Entry {}

    record Day(String title) implements Entry {}

    /// Someone said something. `role` is `citizen`, `bot`, `agent` or `system`. `before` is what it said before
    /// it was changed, the first words first; `signals` say what else happened to it.
    record Said(
            String id,
            String role,
            String who,
            boolean inbound,
            String kind,
            String words,
            Optional<String> place,
            List<String> offers,
            String time,
            String timeFull,
            String timeIso,
            Optional<Sent> sent,
            Optional<Long> auditIndex,
            List<String> before,
            List<String> signals,
            Optional<AttachmentView> attachment)
            implements Entry {}

    /// Someone noted something for colleagues.
    record Noted(String id, String who, List<Piece> pieces, String time, String timeFull, String timeIso)
            implements Entry {}

    /// A piece of a note: words, or the name of one who was asked to look.
    record Piece(String words, boolean mention) {}

    /// Something that nobody said, about none of the messages here.
    record Happened(String words, String time, String timeFull, String timeIso) implements Entry {}

    /// What became of a message of ours. `standing` is `under-way`, `arrived` or `failed`.
    record Sent(String word, String standing, Optional<String> note) {}

    /// Why a message went where it went. `whyHref` is where more is told of it: what the bot would have answered, how
    /// long it took.
    record Decided(
            String id,
            String whyHref,
            String sentence,
            String rule,
            String because,
            String rulesShort,
            String rules,
            String time,
            List<Condition> trace)
            implements Entry {}

    record Condition(String rule, String expression, String saw, boolean held) {}
}
