package io.glassline.console;

import io.glassline.conversation.Note;
import io.glassline.desk.Agent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Notes as staff see them: with the names of colleagues, and those who were asked to look set off.
@Singleton
final class NoteViews {

    private static final Pattern AT = Pattern.compile("@[A-Za-z0-9][A-Za-z0-9._@-]*[A-Za-z0-9]|@[A-Za-z0-9]");

    private final Staff staff;
    private final CityTime time;

    NoteViews(Staff staff, CityTime time) {
        this.staff = staff;
        this.time = time;
    }

    ConversationPage.Noted of(Note note) {
        return new ConversationPage.Noted(
                note.id().toString(),
                staff.nameOf(note.agentId()),
                pieces(note),
                time.clock(note.at()),
                time.full(note.at()),
                note.at().toString());
    }

    List<ConversationPage.Piece> pieces(Note note) {
        var pieces = new ArrayList<ConversationPage.Piece>();
        var text = note.text();
        var from = 0;
        for (var found : AT.matcher(text).results().toList()) {
            var named = staff.atDesk(found.group().substring(1)).map(Agent::id).filter(note.mentioned()::contains);
            if (named.isPresent()) {
                pieces.add(new ConversationPage.Piece(text.substring(from, found.start()), false));
                pieces.add(new ConversationPage.Piece("@" + staff.nameOf(named.get()), true));
                from = found.end();
            }
        }
        pieces.add(new ConversationPage.Piece(text.substring(from), false));
        return pieces;
    }

    /// Who else is at the desk, to be asked.
    List<DeskPage.Option> colleagues(StaffSession viewer) {
        return staff.desk().stream()
                .filter(agent -> !agent.id().equals(viewer.agent().id()))
                .map(agent -> new DeskPage.Option(agent.id(), agent.name() + " (@" + agent.id() + ")", false))
                .toList();
    }

    /// The note as it was typed, with the colleague in front who was chosen from a list and is not named in it yet.
    static String addressed(String note, String colleague) {
        return note.isBlank()
                        || colleague.isEmpty()
                        || Note.named(note).stream().anyMatch(colleague::equalsIgnoreCase)
                ? note
                : "@" + colleague + " " + note.stripLeading();
    }
}
