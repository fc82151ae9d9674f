import assert from "node:assert/strict";
import { costsPage, costsTable } from "../../tools/cli/docs/costs-table";
import { replaceBetweenMarkers } from "../../tools/cli/docs/generated";
import { kindsPage, kindsTable } from "../../tools/cli/docs/kinds-table";
import { textOf } from "./markdown";

describe("The costs of the sample stacks", function () {
    this.timeout(5 * 60_000);

    it("on the page are those of the estimate (npm run docs)", async () => {
        const table = await costsTable();
        assert.match(
            table,
            /\| EKS control plane \(1, 1, 0, 0, 0\) \| \$73\.00 \| \$73\.00 \| \$0\.00 \| \$0\.00 \| \$0\.00 \|/,
        );
        assert.match(table, /\| \*\*Without traffic\*\* \| \*\*\$\d/);
        const page = textOf(costsPage);
        assert.equal(page, replaceBetweenMarkers(page, "costs", table));
    });

    it("of each kind of compute are those of the estimate too, and a second API behind a shared load balancer adds none", async () => {
        const table = await kindsTable();
        assert.match(table, /\| Kubernetes, shared load balancer \| \$\d+\.\d\d \| \$0\.00 \|/);
        assert.match(table, /\| Lambda \| \$14\.60 \| \$0\.00 \|/);
        const page = textOf(kindsPage);
        assert.equal(page, replaceBetweenMarkers(page, "kinds", table));
    });
});
