package io.jubernetes.testing.e2e.website;

/** What has become of a website. */
public final class WebsiteStatus {

    private String page = "";
    private String served = "";

    public String getPage() {
        return page;
    }

    public void setPage(String page) {
        this.page = page;
    }

    public String getServed() {
        return served;
    }

    public void setServed(String served) {
        this.served = served;
    }
}
