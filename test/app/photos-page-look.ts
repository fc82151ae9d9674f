import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { runAxe } from "../axe-on-page";

/** Looks at a page: for assistive technology, and for the reader of its pictures. */
export interface PageLook {
    /** Finds nothing that axe objects to, and takes a picture. */
    readonly check: (page: Page, name: string) => Promise<void>;
    readonly picture: (page: Page, name: string) => Promise<void>;
}

/** @param folder where numbered pictures are written. Default: none are. */
export function pageLook(folder: string | undefined): PageLook {
    let step = 0;
    const picture = async (page: Page, name: string) => {
        if (!folder) return;
        mkdirSync(folder, { recursive: true });
        const number = String(++step).padStart(2, "0");
        await page.screenshot({ path: join(folder, `${number} ${name}.png`) });
    };
    const check = async (page: Page, name: string) => {
        const { violations } = await runAxe(page);
        assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
            [],
        );
        await picture(page, name);
    };
    return { check, picture };
}
