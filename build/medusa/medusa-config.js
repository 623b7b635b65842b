// A Medusa for tests: on this machine alone, without pages for people, with files in a folder of its own.
const { defineConfig } = require("@medusajs/framework/utils")

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { ssl: false, connection: { ssl: false } },
    http: { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: process.env.MEDUSA_SECRET, cookieSecret: process.env.MEDUSA_SECRET },
  },
  modules: [
    {
      resolve: "@medusajs/medusa/file",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/file-local",
            id: "local",
            options: { upload_dir: "static", backend_url: process.env.MEDUSA_URL + "/static" },
          },
        ],
      },
    },
  ],
})
