import assert from "node:assert/strict";
import { costsPage, costsTable } from "../../tools/cli/docs/costs-table";
import { replaceBetweenMarkers } from "../../tools/cli/docs/generated";
import { textOf } from "./markdown";

describe("The costs of the sample stacks", function () {
    this.timeout(5 * 60_000);

    it("on the page are those of the estimate (npm run docs)", async () => {
        const table = await costsTable();
        assert.match(table, /\| EKS control plane \(1, 1, 0\) \| \$73\.00 \| \$73\.00 \| \$0\.00 \|/);
        assert.match(table, /\| \*\*Without traffic\*\* \| \*\*\$\d/);
        const page = textOf(costsPage);
        assert.equal(page, replaceBetweenMarkers(page, "costs", table));
    });
});
