package io.jubernetes.apiserver.cel.value;

/** The type of a value, as an expression can ask for it. */
public record TypeName(String name) {

    @Override
    public String toString() {
        return name;
    }
}
