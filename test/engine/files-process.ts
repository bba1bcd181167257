import { filesQuery } from './files-query'

void filesQuery(process.argv[1], process.env).then(query => query.awaitTermination())
