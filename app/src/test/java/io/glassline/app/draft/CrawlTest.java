package io.glassline.app.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.files.fetch.PageFetcher;
import io.glassline.files.fetch.PageHosts;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.KnowledgeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole import of [SmallSite]: what is called, what is told, what is drafted.
class CrawlTest {

    private static final List<String> LANGUAGES = List.of("en", "es");
    private static final Instant NOW = Instant.parse("2026-10-05T12:00:00Z");

    @TempDir
    Path folder;

    private final List<Duration> waits = new ArrayList<>();

    private Crawl.Site crawled(SmallSite site, int pagesMax) throws IOException, InterruptedException {
        var hosts = new PageHosts(Set.of(), Set.of(site.origin()));
        try (var fetcher = new PageFetcher(hosts)) {
            var limits = new Crawl.Limits(pagesMax, Duration.ofMinutes(5));
            return new Crawl(new ListedPages(hosts, fetcher), "en", limits, () -> NOW, waits::add).from(site.at("/"));
        }
    }

    @Test
    void aSiteIsReadAsItsRobotsTxtAllows() throws IOException, InterruptedException {
        try (var site = new SmallSite()) {
            assertThat(site.pageCount()).isGreaterThanOrEqualTo(60);
            var read = crawled(site, 500);

            assertThat(read.told().stream().map(told -> told.page().getPath() + " " + told.says()))
                    .containsExactlyInAnyOrder(
                            "/account it asks for a login",
                            "/map its text is made by scripts, which are not run here",
                            "/huge it is larger than 5 MB",
                            "/admin not called: it names an address and no host",
                            "/private/list its robots.txt asks us not to",
                            "/gone the site answered 404",
                            "/en/ there is no heading with a text under it");
            assertThat(read.pages()).hasSize(2 + 2 * SmallSite.SERVICES);
            assertThat(site.calls())
                    .doesNotContain("/private/list", "/plan.pdf")
                    .doesNotHaveDuplicates();
            assertThat(waits).isNotEmpty().allMatch(Duration.ofSeconds(1)::equals);
        }
    }

    @Test
    void aCrawlEndsAtItsLimitOfPagesAndSaysSo() throws IOException, InterruptedException {
        try (var site = new SmallSite()) {
            var read = crawled(site, 5);
            assertThat(site.calls()).hasSize(1 + 5);
            assertThat(read.told().getLast().says()).contains("not read, for 5 pages are the limit");
        }
    }

    @Test
    void everyServiceIsDraftedInBothLanguages() throws IOException, InterruptedException {
        try (var site = new SmallSite()) {
            var owners = new Owners(Map.of("/", "City Clerk", "/en/service-1", "Permits"));
            var drafts = new PageDrafts(LANGUAGES, owners).of(crawled(site, 500).pages());

            var services = drafts.stream()
                    .filter(draft -> draft.topic().startsWith("service-"))
                    .toList();
            assertThat(services).hasSize(2 * SmallSite.SERVICES).allSatisfy(draft -> {
                assertThat(draft.texts()).containsOnlyKeys("en", "es");
                assertThat(draft.ask().get("en").getFirst()).startsWith("How do I get");
                assertThat(draft.ask().get("es").getFirst()).startsWith("¿Cómo pido");
                assertThat(draft.texts().get("en")).contains("Call us at 555").doesNotContain("cookies", "helpful");
            });
            assertThat(services.stream().filter(draft -> draft.owner().equals(java.util.Optional.of("Permits"))))
                    .hasSize(2 * 11); // service-1 and service-10 to service-19
            assertThat(drafts).hasSize(2 * SmallSite.SERVICES + 2);
            assertThat(drafts.stream().flatMap(draft -> draft.texts().values().stream()))
                    .contains("El año cuesta 20 dólares y se paga en la alcaldía.")
                    .noneMatch(text -> text.contains("City Hall") || text.contains("council"));
        }
    }

    @Test
    void aDraftIsNoAnswerUntilAPersonSaysWhenItWasRead() throws IOException, InterruptedException {
        try (var site = new SmallSite()) {
            var drafts = new PageDrafts(LANGUAGES, new Owners(Map.of("/", "City Clerk")))
                    .of(crawled(site, 500).pages());
            var to = new DraftFolder(folder.resolve("drafts"), LANGUAGES);
            var nothing = folder.resolve("knowledge");
            assertThat(to.write(drafts, nothing).files()).hasSize(drafts.size());

            var draft = folder.resolve("drafts/service-0/how-do-i-get-service-0-part-1.md");
            var answers = Files.createDirectories(folder.resolve("knowledge/service-0"));
            var adopted = answers.resolve(draft.getFileName());
            Files.move(draft, adopted);
            assertThat(KnowledgeFolder.read(folder.resolve("knowledge")))
                    .isInstanceOfSatisfying(
                            Parsed.Bad.class,
                            bad -> assertThat(bad.problems().toString()).contains("reviewed", "review-by"));

            Files.writeString(
                    adopted,
                    Files.readString(adopted).replace("ask:", "reviewed: 2026-10-05\nreview-by: 2027-10-05\nask:"));
            assertThat(KnowledgeFolder.read(folder.resolve("knowledge")))
                    .isInstanceOfSatisfying(
                            Parsed.Good.class,
                            good -> assertThat(((Knowledge) good.value()).answers())
                                    .hasSize(1));

            var again = to.write(drafts, folder.resolve("knowledge"));
            assertThat(again.files()).isEmpty();
            assertThat(again.known()).isEqualTo(drafts.size());
            try (Stream<Path> files = Files.walk(folder.resolve("drafts"))) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(drafts.size() - 1);
            }
        }
    }
}
