package io.jubernetes.apiserver.authentication;

import io.jubernetes.apimachinery.api.UserInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens from a file that an operator wrote: lines of {@code token,user,uid,"group1,group2"}. */
public final class StaticTokens implements TokenAuthenticator {

    private final List<Entry> entries;

    private record Entry(byte[] token, UserInfo user) {}

    private StaticTokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Reads a token file. @throws IllegalArgumentException naming the line that is not as it should be */
    public static StaticTokens read(Path file) throws IOException {
        return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    static StaticTokens parse(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(line, i + 1));
            }
        }
        return new StaticTokens(entries);
    }

    private static Entry entry(String line, int number) {
        List<String> cells = cells(line);
        if (cells.size() < 3 || cells.get(0).isEmpty() || cells.get(1).isEmpty()) {
            throw new IllegalArgumentException("token file, line " + number + ": expected token,user,uid[,\"groups\"]");
        }
        List<String> groups = new ArrayList<>();
        if (cells.size() > 3) {
            for (String group : cells.get(3).split(",")) {
                if (!group.isBlank()) {
                    groups.add(group.strip());
                }
            }
        }
        UserInfo user = new UserInfo(cells.get(1), cells.get(2), groups, Map.of());
        return new Entry(cells.get(0).getBytes(StandardCharsets.UTF_8), user);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    @Override
    public Optional<TokenUser> authenticate(String token, List<String> audiences) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        return entries.stream()
                .filter(entry -> MessageDigest.isEqual(entry.token(), given))
                .findFirst()
                .map(entry -> new TokenUser(entry.user(), List.of()));
    }
}
