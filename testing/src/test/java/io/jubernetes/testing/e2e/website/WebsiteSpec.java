package io.jubernetes.testing.e2e.website;

/** What a website shows. */
public final class WebsiteSpec {

    private String html = "";

    public String getHtml() {
        return html;
    }

    public void setHtml(String html) {
        this.html = html;
    }
}
