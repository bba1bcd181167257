import { memoryStream, spark, window } from 'tidemark'

const events = spark.readStream.memory(memoryStream('user STRING, timestamp TIMESTAMP, n INT'))
const batch = spark.createDataFrame([{ user: 'ada' }], 'user STRING, timestamp TIMESTAMP, n INT')

export const users = batch.select('user').distinct()
events.withWatermark('timestamp', '10 minutes').dropDuplicates('user', 'timestamp').groupBy(window('timestamp', '1 hour')).count().writeStream.start()
events.withWatermark('timestamp', '10 minutes').dropDuplicatesWithinWatermark('user').writeStream.start()
events.withWatermark('timestamp', '10 minutes').dropDuplicatesWithinWatermark().writeStream.start()

// error: there is no column 'usr' here
batch.dropDuplicates('user', 'usr')
// error: dropDuplicatesWithinWatermark needs withWatermark before it
events.dropDuplicatesWithinWatermark('user')
// error: dropDuplicatesWithinWatermark is for streams; on a batch use dropDuplicates
batch.dropDuplicatesWithinWatermark('user')
// error: there is no column 'usr' here
events.withWatermark('timestamp', '10 minutes').dropDuplicatesWithinWatermark('usr')
batch.dropDuplicates().dropDuplicates('n')
export const listed = batch.dropDuplicates(['user', 'n']).dropDuplicates(['user'], 'n')
