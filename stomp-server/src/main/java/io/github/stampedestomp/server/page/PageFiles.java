package io.github.stampedestomp.server.page;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads all the files of a folder into memory. */
final class PageFiles {
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private PageFiles() {}

    /** {@return the bytes of each file by its path below the folder, such as {@code "/css/chat.css"}} */
    static Map<String, byte[]> inFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths = walk.filter(Files::isRegularFile).toList();
        }
        Map<String, byte[]> filesByPath = new HashMap<>();
        long bytes = 0;
        for (Path path : paths) {
            String name = name(folder, path);
            if (isHidden(name)) {
                continue;
            }
            bytes += Files.size(path);
            if (bytes > MOST_BYTES) {
                throw new IOException(
                        "the files of " + folder + " hold more than the " + MOST_BYTES + " bytes allowed");
            }
            filesByPath.put(name, Files.readAllBytes(path));
        }
        return filesByPath;
    }

    /** {@return the same for a folder of the class path; of several of that name the first ones have the say} */
    static Map<String, byte[]> onClassPath(ClassLoader loader, String folder) throws IOException {
        Map<String, byte[]> filesByPath = new HashMap<>();
        List<URL> urls = Collections.list(loader.getResources(folder));
        for (URL url : urls) {
            inFolderOf(toUri(url), folder).forEach(filesByPath::putIfAbsent);
        }
        if (urls.isEmpty()) {
            throw new NoSuchFileException(folder, null, "there is no such folder on the class path");
        }
        return filesByPath;
    }

    private static Map<String, byte[]> inFolderOf(URI uri, String folder) throws IOException {
        if (!"jar".equals(uri.getScheme())) {
            return inFolder(Path.of(uri));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return inFolder(jar.getPath("/" + folder));
        } catch (FileSystemAlreadyExistsException e) {
            return inFolder(Path.of(uri)); // somebody else reads the jar and will close it
        }
    }

    private static String name(Path folder, Path path) {
        StringBuilder name = new StringBuilder();
        folder.relativize(path).forEach(part -> name.append('/').append(part));
        return name.toString();
    }

    private static boolean isHidden(String name) {
        return name.contains("/.");
    }

    private static URI toUri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("the class path has no proper URL for " + url, e);
        }
    }
}
