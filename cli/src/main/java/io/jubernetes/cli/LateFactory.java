package io.jubernetes.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Picocli's own factory, made when it is first needed, which in most runs is never: it begins by looking for Groovy in every jar
 * of the class path.
 */
final class LateFactory implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return CommandLine.defaultFactory().create(type);
    }
}
