// A command of a page's script: forwards its words to the rehearsal at the address of the first argument.
// Plain JavaScript, so that it starts fast. An `up` takes longer than the time-out of fetch.
const { request } = require("node:http");

const [address, ...words] = process.argv.slice(2);

request(address, { method: "POST" }, (response) => {
    const isError = response.statusCode !== 200;
    response.pipe(isError ? process.stderr : process.stdout);
    process.exitCode = isError ? 1 : 0;
})
    .on("error", (error) => {
        process.stderr.write(`the rehearsal is out of reach: ${error.message}\n`);
        process.exitCode = 1;
    })
    .end(JSON.stringify(words));
