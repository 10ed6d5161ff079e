package io.glassline.console;

import io.glassline.desk.Board;
import io.glassline.desk.ConversationSearch;
import java.util.Optional;

/// Finds by an address, or by the citizen's last words.
final class MemorySearch implements ConversationSearch {

    private final Board board;

    MemorySearch(Board board) {
        this.board = board;
    }

    @Override
    public Found find(Query query, int countMax) {
        var hits = board.conversations(Board.Filter.ALL, Optional.empty(), countMax).lines().stream()
                .filter(line -> line.conversation().lane().citizen().value().equals(query.text())
                        || line.citizenWords().contains(query.text()))
                .map(line -> new Hit(line, Optional.empty()))
                .toList();
        return new Found(hits, true);
    }
}
