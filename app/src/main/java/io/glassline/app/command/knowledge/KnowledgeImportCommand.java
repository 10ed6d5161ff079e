package io.glassline.app.command.knowledge;

import io.glassline.app.command.ConfigOption;
import io.glassline.app.command.rules.Refused;
import io.glassline.app.draft.Crawl;
import io.glassline.app.draft.DraftAnswer;
import io.glassline.app.draft.DraftFolder;
import io.glassline.app.draft.FolderPages;
import io.glassline.app.draft.HtmlPage;
import io.glassline.app.draft.ListedPages;
import io.glassline.app.draft.Owners;
import io.glassline.app.draft.PageDrafts;
import io.glassline.app.draft.TableDrafts;
import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.files.fetch.PageFetcher;
import io.glassline.files.fetch.PageHosts;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Makes drafts of answers from a table of questions, a website, or a folder of its pages.",
            "A table (.csv) has the columns question, answer and language, and may have source, owner, topic and id.",
            "A website is read from URL on, as its robots.txt allows, on the listed hosts only.",
            "A draft is no answer: read it, add the days of review and what it lacks, and move it to config/knowledge."
        },
        mixinStandardHelpOptions = true)
final class KnowledgeImportCommand implements Callable<Integer> {

    static final int PAGES = 500;
    static final int MINUTES = 60;

    @Parameters(index = "0", paramLabel = "FILE.csv|URL|DIR", description = "where the answers are")
    String from = "";

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "the folder of the drafts")
    Path to = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "a host whose pages are read too; the one of URL always is")
    Set<String> hosts = new HashSet<>();

    @Option(
            names = "--inside",
            paramLabel = "ORIGIN",
            description = "a site such as http://intranet:8080 that may be inside the city's network")
    Set<URI> inside = new HashSet<>();

    @Option(names = "--base", paramLabel = "URL", description = "the address at which the pages of DIR are published")
    @Nullable
    URI base;

    @Option(
            names = "--owner",
            paramLabel = "PREFIX=OFFICE",
            description = "who keeps the pages whose address, or its path, begins so; the longest beginning decides")
    Map<String, String> owners = new HashMap<>();

    @Option(names = "--pages", paramLabel = "N", description = "pages to call at most (default: ${DEFAULT-VALUE})")
    int pages = PAGES;

    @Option(names = "--minutes", paramLabel = "N", description = "minutes to take at most (default: ${DEFAULT-VALUE})")
    int minutes = MINUTES;

    @Mixin
    ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = System.out;
        var languages = languages();
        var knowledge = config.folder().resolve("knowledge");
        if (to.toAbsolutePath()
                .normalize()
                .startsWith(knowledge.toAbsolutePath().normalize())) {
            throw new Refused("glassline: drafts are not written into " + knowledge
                    + ", where they would be answers. Name another folder with --to.");
        }
        var problems = new ArrayList<Problem>();
        var drafts = drafts(languages, problems, out);
        if (!problems.isEmpty()) {
            problems.forEach(out::println);
            return 1;
        }
        tell(new DraftFolder(to, languages).write(drafts, knowledge), knowledge, out);
        return 0;
    }

    private List<String> languages() {
        return switch (CityConfig.read(config.folder(), Adapters.formsOfEvery(), PlaceholderVariables::value)) {
            case Parsed.Good<CityConfig>(var city) ->
                city.languages().stream().map(Locale::getLanguage).toList();
            case Parsed.Bad<CityConfig>(var problems) ->
                throw new Refused("glassline: the configuration in %s has %d mistakes; ./glassline check tells them"
                        .formatted(config.folder(), problems.size()));
        };
    }

    private List<DraftAnswer> drafts(List<String> languages, List<Problem> problems, PrintStream out)
            throws IOException, InterruptedException {
        var offices = new Owners(owners);
        if (from.matches("(?i)https?://.*")) {
            return new PageDrafts(languages, offices).of(told(crawled(languages.getFirst()), out));
        }
        var path = Path.of(from);
        if (Files.isDirectory(path)) {
            if (base == null) {
                throw new Refused("glassline: say with --base where the pages of " + path
                        + " are published; an answer names its page.");
            }
            return new PageDrafts(languages, offices).of(told(FolderPages.read(path, base, languages.getFirst()), out));
        }
        if (!Files.isRegularFile(path)) {
            throw new Refused("glassline: there is no file, folder or address " + from);
        }
        return TableDrafts.read(path, languages, offices, problems);
    }

    private static List<HtmlPage> told(Crawl.Site site, PrintStream out) {
        site.told().forEach(told -> out.printf("%s: %s%n", told.page(), told.says()));
        out.printf("%d pages read%n", site.pages().size());
        return site.pages();
    }

    private Crawl.Site crawled(String language) throws IOException, InterruptedException {
        var start = URI.create(from);
        if (start.getHost() == null) {
            throw new Refused("glassline: " + from + " names no host");
        }
        var listed = new HashSet<>(hosts);
        listed.add(start.getHost());
        var limits = new Crawl.Limits(pages, Duration.ofMinutes(minutes));
        var pageHosts = new PageHosts(listed, inside);
        try (var fetcher = new PageFetcher(pageHosts)) {
            var crawl = new Crawl(
                    new ListedPages(pageHosts, fetcher), language, limits, InstantSource.system(), Thread::sleep);
            return crawl.from(start);
        }
    }

    private void tell(DraftFolder.Written written, Path knowledge, PrintStream out) {
        for (var file : written.files()) {
            out.printf(
                    "%s%s%n",
                    to.resolve(file.name()),
                    file.lacks().isEmpty() ? "" : ": nothing was found in " + String.join(", ", file.lacks()));
        }
        out.printf("%d drafts written", written.files().size());
        if (written.known() > 0) {
            out.printf("; %d are there already and have not changed", written.known());
        }
        out.println();
        if (!written.files().isEmpty()) {
            out.printf(
                    "Nothing is answered from them yet. Read each against its page, shorten it, add owner, reviewed,%n"
                            + "review-by and what it lacks, and move it to %s/<topic>/. Then ./glassline check,%n"
                            + "./glassline rules push, and a second person's approve, before it is live.%n",
                    knowledge);
        }
    }
}
