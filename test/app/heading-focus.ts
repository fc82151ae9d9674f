import type { Page } from "playwright-core";

/**
 * Resolves once the page's heading has the focus, with whether the form for the key was still there: a visitor who presses Tab then would
 * reach a control that is about to disappear.
 */
export function headingFocused(page: Page): Promise<"with the form" | "without the form"> {
    const focused = focus(page);
    // Awaited only after other steps: if one of those fails, the closed page is no other failure.
    focused.catch(() => {});
    return focused;
}

async function focus(page: Page): Promise<"with the form" | "without the form"> {
    const hadForm = await page.evaluate(
        () =>
            new Promise<boolean>((resolve) => {
                const heading = document.querySelector("h1");
                heading?.addEventListener("focus", () => resolve(document.getElementById("key") !== null));
            }),
    );
    return hadForm ? "with the form" : "without the form";
}
