package io.glassline.app.draft;

import io.glassline.files.fetch.PageFetcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The pages of a site that lie in a folder, as a backup or `wget` leaves them.
public final class FolderPages {

    private FolderPages() {}

    /// @param base the address at which the folder is published
    /// @param language of pages that name none
    public static Crawl.Site read(Path folder, URI base, String language) throws IOException {
        var root = base.toString().endsWith("/") ? base : URI.create(base + "/");
        var pages = new ArrayList<HtmlPage>();
        var told = new ArrayList<Crawl.Told>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (var file : all.filter(FolderPages::isPage).sorted().toList()) {
                var at = root.resolve(
                        folder.relativize(file).toString().replace('\\', '/').replace(" ", "%20"));
                if (Files.size(file) > PageFetcher.PAGE_BYTES_MAX) {
                    told.add(Crawl.Told.tooLarge(at, PageFetcher.PAGE_BYTES_MAX));
                    continue;
                }
                var page = HtmlReader.read(at, "", Files.readAllBytes(file), language);
                page.nature().why().ifPresentOrElse(why -> told.add(new Crawl.Told(at, why)), () -> pages.add(page));
            }
        }
        return new Crawl.Site(List.copyOf(pages), List.copyOf(told));
    }

    private static boolean isPage(Path path) {
        return Files.isRegularFile(path) && path.getFileName().toString().matches("(?i).+\\.x?html?");
    }
}
