import type { Page } from "playwright-core";

/**
 * Resolves once the page's heading has the focus, with whether the form for the key was still there: a visitor who presses Tab then would
 * reach a control that is about to disappear.
 */
export async function headingFocused(page: Page): Promise<"with the form" | "without the form"> {
    const hadForm = await page.evaluate(
        () =>
            new Promise<boolean>((resolve) => {
                const heading = document.querySelector("h1");
                heading?.addEventListener("focus", () => resolve(document.getElementById("key") !== null));
            }),
    );
    return hadForm ? "with the form" : "without the form";
}
