package io.glassline.app.draft;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes drafts of a site's pages: one of each part, with its translation where the pages name each
/// other as such and have the same parts in the same order.
public final class PageDrafts {

    private static final String NO_TOPIC = "general";

    private final List<String> languages;
    private final Owners owners;
    private final Set<String> taken = new HashSet<>();

    /// @param languages of the city; parts in any other are left out
    public PageDrafts(List<String> languages, Owners owners) {
        this.languages = List.copyOf(languages);
        this.owners = owners;
    }

    /// A part that stands on many pages makes one draft.
    public List<DraftAnswer> of(List<HtmlPage> pages) {
        var drafts = new ArrayList<DraftAnswer>();
        for (var group : groups(pages)) {
            drafts.addAll(drafts(group));
        }
        return List.copyOf(drafts);
    }

    /// Pages that name each other as translations, in the order of the first of each.
    private static List<List<HtmlPage>> groups(List<HtmlPage> pages) {
        var byAddress = new HashMap<URI, HtmlPage>();
        pages.forEach(page -> {
            byAddress.putIfAbsent(page.at(), page);
            page.canonical().ifPresent(address -> byAddress.putIfAbsent(address, page));
        });
        var done = new HashSet<HtmlPage>();
        var groups = new ArrayList<List<HtmlPage>>();
        for (var page : pages) {
            if (!done.add(page)) {
                continue;
            }
            var group = new ArrayList<>(List.of(page));
            for (var address : page.translations().values()) {
                var other = byAddress.get(address);
                if (other != null && done.add(other)) {
                    group.add(other);
                }
            }
            groups.add(group);
        }
        return groups;
    }

    private record Placed(HtmlPage page, PagePart part) {}

    private List<DraftAnswer> drafts(List<HtmlPage> group) {
        var byLanguage = new LinkedHashMap<String, List<Placed>>();
        for (var language : languages) {
            var parts = group.stream()
                    .flatMap(page -> page.parts().stream().map(part -> new Placed(page, part)))
                    .filter(placed -> placed.part().language().equals(language))
                    .filter(placed -> !taken.contains(placed.part().digest()))
                    .toList();
            if (!parts.isEmpty()) {
                byLanguage.put(language, parts);
            }
        }
        byLanguage.values().stream()
                .flatMap(List::stream)
                .forEach(placed -> taken.add(placed.part().digest()));
        return haveSameForms(byLanguage) ? together(byLanguage) : alone(byLanguage);
    }

    private static boolean haveSameForms(Map<String, List<Placed>> byLanguage) {
        return byLanguage.values().stream()
                        .map(parts -> parts.stream()
                                .map(placed -> placed.part().form())
                                .toList())
                        .distinct()
                        .count()
                == 1;
    }

    private List<DraftAnswer> together(Map<String, List<Placed>> byLanguage) {
        var lists = List.copyOf(byLanguage.values());
        var drafts = new ArrayList<DraftAnswer>();
        for (var i = 0; i < lists.getFirst().size(); i++) {
            var at = i;
            drafts.add(draft(lists.stream().map(parts -> parts.get(at)).toList()));
        }
        return drafts;
    }

    private List<DraftAnswer> alone(Map<String, List<Placed>> byLanguage) {
        return byLanguage.values().stream()
                .flatMap(List::stream)
                .map(placed -> draft(List.of(placed)))
                .toList();
    }

    private DraftAnswer draft(List<Placed> placed) {
        var page = placed.getFirst().page().at();
        return DraftAnswer.of(
                topic(page),
                owners.of(page),
                Optional.of(page),
                placed.stream().map(Placed::part).toList());
    }

    /// The first folder of the page's address that is no language.
    private String topic(URI page) {
        var folders = Stream.of(page.getRawPath().split("/"))
                .filter(folder -> !folder.isEmpty() && !languages.contains(PartWalk.tag(folder)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return folders.isEmpty()
                ? NO_TOPIC
                : DraftAnswer.slug(folders.getFirst().replaceFirst("\\.[a-zA-Z]+$", ""));
    }
}
