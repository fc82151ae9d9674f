import axe from "axe-core";
import type { Page } from "playwright-core";

/** Runs axe on a page as it looks once its transitions have ended: during one, an element has the colours of neither state. */
export async function runAxe(page: Page): Promise<axe.AxeResults> {
    await page.evaluate(axe.source);
    return page.evaluate(() => {
        for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
        return (globalThis as unknown as { axe: typeof axe }).axe.run();
    });
}
